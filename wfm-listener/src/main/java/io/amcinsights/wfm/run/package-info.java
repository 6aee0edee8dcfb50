/**
 * Runs: from a request to the rows of a result. Start at {@link io.amcinsights.wfm.run.RunStep}.
 */
@NullMarked
package io.amcinsights.wfm.run;

import org.jspecify.annotations.NullMarked;
