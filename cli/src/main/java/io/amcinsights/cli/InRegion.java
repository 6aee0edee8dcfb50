package io.amcinsights.cli;

/** A command to which {@code --region} means something in the local lake, too. */
interface InRegion {}
