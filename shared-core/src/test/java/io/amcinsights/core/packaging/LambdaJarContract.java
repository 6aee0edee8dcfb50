package io.amcinsights.core.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every deployed jar must keep to. Lambda refuses more than 250 MiB unzipped. */
public abstract class LambdaJarContract {

  private final LambdaJar jar = LambdaJar.built();

  /** How large it may be unzipped. */
  protected abstract long limitMebibytes();

  /** Class names of its handlers. */
  protected abstract List<String> handlers();

  @Test
  protected void itIsSmallEnough() {
    System.out.println(jar.largestParts());
    assertThat(jar.unzippedBytes())
        .as(jar.largestParts())
        .isLessThanOrEqualTo(limitMebibytes() << 20);
  }

  @Test
  protected void itHoldsNoClientOrNativeLibraryItDoesNotNeed() {
    assertThat(jar.names())
        .noneMatch(name -> name.startsWith("io/netty/"))
        .noneMatch(name -> name.startsWith("org/apache/http/"))
        .noneMatch(name -> name.startsWith("org/apache/hc/"))
        .noneMatch(name -> name.startsWith("org/apache/hadoop/"))
        .noneMatch(name -> name.endsWith("module-info.class"))
        .noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|DSA|RSA)"))
        .noneMatch(name -> name.contains("libduckdb") && !name.endsWith("_linux_arm64"));
  }

  @Test
  protected void everyHandlerStartsFromItAloneAndNamesTheSettingsItLacks() throws Exception {
    for (String handler : handlers()) {
      var constructor = jar.load(handler).getDeclaredConstructor();
      Throwable thrown = catchThrowable(constructor::newInstance);
      assertThat(thrown).as(handler).isInstanceOf(InvocationTargetException.class);
      assertThat(thrown.getCause())
          .as(handler)
          .hasMessageStartingWith("Set these environment variables on the function: ");
    }
  }
}
