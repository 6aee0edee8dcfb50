/** Uploads of the command line. */
@NullMarked
package io.amcinsights.cli.s3;

import org.jspecify.annotations.NullMarked;
