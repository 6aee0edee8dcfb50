/**
 * Stage A: a delivered file becomes a validated, profiled pre-stage. Start at {@link
 * io.amcinsights.stagea.LightTransformHandler}; {@link io.amcinsights.stagea.StageAWiring} shows
 * all parts.
 */
@NullMarked
package io.amcinsights.stagea;

import org.jspecify.annotations.NullMarked;
