/**
 * The object catalog: one row per delivery of an object, from arrival to its final state. Start at
 * {@link io.amcinsights.core.catalog.ObjectCatalog}.
 */
@NullMarked
package io.amcinsights.core.catalog;

import org.jspecify.annotations.NullMarked;
