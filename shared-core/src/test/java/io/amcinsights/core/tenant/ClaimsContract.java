package io.amcinsights.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Claims} does; each implementation extends this and adds nothing. */
public abstract class ClaimsContract {

  private static final String BUCKET = "bucket#b";

  /** No claims, for one test. */
  protected abstract Claims claims();

  @Test
  void theFirstHasItAndNobodyElse() {
    Claims claims = claims();

    assertThat(claims.take(all(), "acme")).isEmpty();
    assertThat(claims.take(all(), "beta")).contains("acme");
    assertThat(claims.take(all(), "acme")).isEmpty();
  }

  @Test
  void partsThatDoNotOverlapAreFree() {
    Claims claims = claims();

    assertThat(claims.take(part("a/"), "acme")).isEmpty();
    assertThat(claims.take(part("b/"), "beta")).isEmpty();
    assertThat(claims.take(part("a/x/"), "gamma")).contains("acme");
    assertThat(claims.take(all(), "gamma")).contains("acme");
  }

  @Test
  void anotherPartReplacesTheOneBefore() {
    Claims claims = claims();
    claims.take(part("a/"), "acme");

    assertThat(claims.take(part("b/"), "acme")).isEmpty();
    assertThat(claims.take(part("a/"), "beta")).isEmpty();
  }

  @Test
  void whatBothShareBothHave() {
    Claims claims = claims();
    var shared = new Claim("prefix#t-d#p", "", true);

    assertThat(claims.take(shared, "acme")).isEmpty();
    assertThat(claims.take(shared, "beta")).isEmpty();
    assertThat(claims.take(new Claim("prefix#t-d#p", "", false), "gamma")).contains("acme");
  }

  @Test
  void whatWasGivenBackIsFree() {
    Claims claims = claims();
    claims.take(all(), "acme");

    claims.release(BUCKET, "beta");
    assertThat(claims.take(all(), "beta")).contains("acme");
    claims.release(BUCKET, "acme");
    claims.release("bucket#never-taken", "acme");

    assertThat(claims.take(all(), "beta")).isEmpty();
  }

  @Test
  void ofManyAtOnceOneHasIt() {
    Claims claims = claims();

    List<String> owners =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(it -> "tenant" + it)
            .filter(it -> claims.take(all(), it).isEmpty())
            .toList();

    assertThat(owners).hasSize(1);
  }

  private static Claim all() {
    return new Claim(BUCKET, "", false);
  }

  private static Claim part(String part) {
    return new Claim(BUCKET, part, false);
  }
}
