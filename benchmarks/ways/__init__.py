"""What is measured beside eventx: one short program for each tool that has no command of its own for the job."""
