/**
 * The whole product in one JVM: the synthesised templates on embedded services. Start at {@code
 * LocalLake}.
 */
@NullMarked
package io.amcinsights.local;

import org.jspecify.annotations.NullMarked;
