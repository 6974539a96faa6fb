"""Why a request was not sent or brought no answer, and conditional requests."""
