"""What every request passes besides manners: the public web only, each page once, nothing lost by a kill."""
