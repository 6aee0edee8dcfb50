/** Workflow management: workflows to AMC, runs when their time has come, results known again. */
@NullMarked
package io.amcinsights.wfm;

import org.jspecify.annotations.NullMarked;
