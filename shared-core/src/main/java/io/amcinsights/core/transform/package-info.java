/**
 * The interface a light transform implements. Start at {@link
 * io.amcinsights.core.transform.LightTransform}.
 */
@NullMarked
package io.amcinsights.core.transform;

import org.jspecify.annotations.NullMarked;
