/** A few things at a time. */
@NullMarked
package io.amcinsights.core.concurrent;

import org.jspecify.annotations.NullMarked;
