package io.amcinsights.core.transform;

import io.amcinsights.core.error.InvalidInputException;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The light transforms on the class path, by name. */
public final class Transforms {

  private final Map<String, LightTransform> byName = new TreeMap<>();

  public Transforms(Iterable<LightTransform> transforms) {
    for (LightTransform transform : transforms) {
      LightTransform other = byName.put(transform.name(), transform);
      if (other != null) {
        throw new InvalidInputException(
            "Light transform '%s' is both %s and %s; rename one",
            transform.name(), other.getClass().getName(), transform.getClass().getName());
      }
    }
  }

  /** Those registered as services. */
  public static Transforms registered() {
    return new Transforms(
        ServiceLoader.load(LightTransform.class, LightTransform.class.getClassLoader()));
  }

  /**
   * The transform of that name.
   *
   * @throws InvalidInputException when there is none
   */
  public LightTransform named(String name) {
    LightTransform transform = byName.get(name);
    if (transform == null) {
      throw new InvalidInputException(
          "Light transform '%s' is not registered; registered are %s. Correct the dataset's"
              + " lightTransform, or add the transform's jar",
          name, byName.keySet());
    }
    return transform;
  }
}
