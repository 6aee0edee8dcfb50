package io.amcinsights.cli.destroy;

import io.amcinsights.core.naming.LakeNames;
import java.util.Map;

/** What tells whose something is; a name alone never does. */
public final class Tags {

  static final String TENANT = "lake:tenant";

  private Tags() {}

  /** Whether they name this installation. */
  public static boolean areOf(LakeNames names, Map<String, String> tags) {
    return names.installation().equals(tags.get("lake:installation"))
        && names.environment().equals(tags.get("lake:environment"));
  }
}
