/** Objects in Amazon S3. Start at {@link io.amcinsights.core.store.s3.S3ObjectStore}. */
@NullMarked
package io.amcinsights.core.store.s3;

import org.jspecify.annotations.NullMarked;
