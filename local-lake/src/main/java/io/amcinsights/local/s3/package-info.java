/** Embedded S3 (S3Proxy) with native-style events. */
@NullMarked
package io.amcinsights.local.s3;

import org.jspecify.annotations.NullMarked;
