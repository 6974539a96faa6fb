"""Ways out of the machine: requests, mails and programs that get what we tell, and no secret in an error text."""
