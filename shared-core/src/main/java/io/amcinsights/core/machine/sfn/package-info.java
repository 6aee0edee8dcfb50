/** Executions in Step Functions. */
@NullMarked
package io.amcinsights.core.machine.sfn;

import org.jspecify.annotations.NullMarked;
