/** The library: workflows that tenants get by rule. */
@NullMarked
package io.amcinsights.core.library;

import org.jspecify.annotations.NullMarked;
