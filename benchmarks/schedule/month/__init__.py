"""A simulated month of an installation: cron, outlets with faults that come and go, and the alerts that were sent."""
