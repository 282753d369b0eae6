"""What a new Løft begins with: real organisations, projects and obstacles; invented people in seats.

Makes what is missing and touches nothing that exists. Cases go through the job functions, as the
people who would have taken each step, in the order it happened, with dates counted back from the
first run: all of it or nothing.
"""
