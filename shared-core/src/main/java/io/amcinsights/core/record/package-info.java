/**
 * Records of tenants that are written by several at a time: each write names the version it has
 * seen.
 */
@NullMarked
package io.amcinsights.core.record;

import org.jspecify.annotations.NullMarked;
