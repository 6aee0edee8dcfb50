/** Runs the real handlers in this JVM, as their templates configure them. */
@NullMarked
package io.amcinsights.local.lambda;

import org.jspecify.annotations.NullMarked;
