/**
 * Tenant provisioning: a customer record that is added or changed becomes a bucket, a role and a
 * rule by itself. Starts at {@link io.amcinsights.tps.CustomerStreamHandler}; what is done is in
 * {@link io.amcinsights.tps.Provisioning}.
 */
@NullMarked
package io.amcinsights.tps;

import org.jspecify.annotations.NullMarked;
