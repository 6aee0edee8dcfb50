/** The sample results that ship with the project, and what the lake must make of each. */
@NullMarked
package io.amcinsights.cli.samples;

import org.jspecify.annotations.NullMarked;
