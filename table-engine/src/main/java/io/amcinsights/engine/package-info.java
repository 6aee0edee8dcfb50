/**
 * A delivered file becomes typed rows of an Iceberg table. Start at {@link
 * io.amcinsights.engine.TableEngine}.
 */
@NullMarked
package io.amcinsights.engine;

import org.jspecify.annotations.NullMarked;
