package io.amcinsights.cli;

/** A command that works on an AWS account, and takes {@code --profile} and {@code --region}. */
interface OnAws {}
