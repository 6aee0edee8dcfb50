package io.amcinsights.cli.destroy;

/**
 * A resource of a stack.
 *
 * @param name physical id; empty when it never came to be
 * @param kept whether its stack leaves it behind
 */
public record Resource(String type, String name, boolean kept) {}
