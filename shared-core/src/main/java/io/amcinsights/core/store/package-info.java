/** Objects in S3, read by exact version. Start at {@link io.amcinsights.core.store.ObjectStore}. */
@NullMarked
package io.amcinsights.core.store;

import org.jspecify.annotations.NullMarked;
