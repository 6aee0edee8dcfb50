package io.amcinsights.stageb;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One value, made when first asked for and kept: opening a catalog takes a second. */
final class Lazy<T> implements Supplier<T> {

  private final Supplier<T> maker;
  private @Nullable T made;

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  @Override
  public synchronized T get() {
    T value = made;
    if (value == null) {
      value = maker.get();
      made = value;
    }
    return value;
  }
}
