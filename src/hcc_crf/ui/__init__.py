"""The desk (Qt). Decides no rule of the study."""
