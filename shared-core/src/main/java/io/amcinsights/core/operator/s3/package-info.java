/**
 * What tenants leave in Amazon S3. Start at {@link
 * io.amcinsights.core.operator.s3.S3TenantRemains}.
 */
@NullMarked
package io.amcinsights.core.operator.s3;

import org.jspecify.annotations.NullMarked;
