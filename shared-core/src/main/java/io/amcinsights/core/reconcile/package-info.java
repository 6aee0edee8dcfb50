/**
 * Compares what lies in buckets with the object catalog. Start at {@link
 * io.amcinsights.core.reconcile.BucketComparison}.
 */
@NullMarked
package io.amcinsights.core.reconcile;

import org.jspecify.annotations.NullMarked;
