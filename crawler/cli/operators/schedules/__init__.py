"""What starts rasad again and again: lines for cron, units for systemd, agents for launchd."""
