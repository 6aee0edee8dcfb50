package io.amcinsights.tps;

import java.util.function.Supplier;

/**
 * The templates that provisioning hands to CloudFormation, each read when it is needed first.
 *
 * @param tenant what a tenant has at home
 * @param away what it has in the region of its bucket, when that is another
 * @param region what tenants of another region share there
 * @param rules rules that tenants share when the bus is crowded
 */
record Templates(
    Supplier<String> tenant,
    Supplier<String> away,
    Supplier<String> region,
    Supplier<String> rules) {}
