"""Letters: made from what people were told and have not opened, and handed to the mail server by any worker."""
