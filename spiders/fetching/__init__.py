"""Why a request was not sent or got no response, and conditional requests."""
