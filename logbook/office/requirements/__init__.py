"""What a programme asks of its trainees: the sets there are, and the drafts that its coordinators write and publish."""
