"""The pages of the web server: lists, an article, an outlet, a search, each in Arabic or English."""
