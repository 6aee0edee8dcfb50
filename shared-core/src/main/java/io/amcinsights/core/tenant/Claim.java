package io.amcinsights.core.tenant;

import io.amcinsights.core.naming.Names;
import java.util.List;

/**
 * Something that belongs to one tenant only: a bucket, or its own part of one, and a prefix of
 * tables unless it is shared on purpose.
 *
 * @param name of what is claimed; no tenant's id looks like it
 * @param part which part of it; empty for all
 * @param shared whether others who say the same may have it as well
 */
public record Claim(String name, String part, boolean shared) {

  /** What a tenant needs. */
  public static List<Claim> of(TenantSettings settings) {
    return List.of(
        new Claim("bucket#" + settings.bucket().name(), settings.bucket().keysBeginWith(), false),
        // As tables are named: "Acme" and "acme" would write into the same.
        new Claim(
            "prefix#" + settings.datasetName() + "#" + Names.sanitise(settings.prefix()),
            "",
            settings.sharesPrefix()));
  }

  /** Whether two tenants cannot have both. */
  public boolean excludes(Claim other) {
    boolean overlap = part.startsWith(other.part) || other.part.startsWith(part);
    return overlap && !(shared && other.shared);
  }

  /** In words, for whoever cannot have it. */
  public String words() {
    if (name.startsWith("bucket#")) {
      String bucket = "bucket " + name.substring("bucket#".length());
      return part.isEmpty() ? bucket : bucket + " below " + part;
    }
    return "table prefix " + name.substring(name.lastIndexOf('#') + 1);
  }
}
