/**
 * What an operator asks and does, over ports only: start at {@link
 * io.amcinsights.core.operator.Operator}. The command line, the console and scripts all come
 * through here, against the local lake and against AWS.
 */
@NullMarked
package io.amcinsights.core.operator;

import org.jspecify.annotations.NullMarked;
