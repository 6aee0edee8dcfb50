/** Runs: one execution of a workflow, from the request to the rows of its result. */
@NullMarked
package io.amcinsights.core.run;

import org.jspecify.annotations.NullMarked;
