package io.amcinsights.wfm.amc;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.UnavailableException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Calls AMC until it answers: renews tokens that are refused, waits when asked to, and repeats what
 * may be repeated.
 */
final class Caller {

  private static final Logger log = LogManager.getLogger(Caller.class);

  // Once for a token that somebody else renewed and that is out of date as well, once for our own.
  private static final int RENEWALS = 2;

  private final String base;
  private final AmcInstance instance;
  private final AccessTokens tokens;
  private final Transport transport;

  Caller(AmcEndpoint endpoint, AmcInstance instance, AccessTokens tokens, Transport transport) {
    this.base = endpoint.base(instance);
    this.instance = instance;
    this.tokens = tokens;
    this.transport = transport;
  }

  /** AMC's answer, good or bad, but neither a refused token nor a passing trouble. */
  Answer call(AmcCall call, Deadline deadline) {
    Instant start = deadline.now();
    for (int attempt = 1; ; attempt++) {
      Optional<Answer> answer = Optional.empty();
      String trouble;
      try {
        answer = Optional.of(authorised(call, deadline));
        if (!answer.get().isThrottled() && !answer.get().isFailure()) {
          return answer.get();
        }
        trouble = answer.get().problem(call.body());
        if (!call.repeatable() && answer.get().isFailure()) {
          throw new AmbiguousSubmission(call.what(), start, trouble, null);
        }
      } catch (NoAnswer e) {
        trouble = e.trouble();
        if (!call.repeatable() && e.mayHaveArrived()) {
          throw new AmbiguousSubmission(call.what(), start, trouble, e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw interrupted(call, start, e);
      }
      var pause =
          deadline.pause(
              call.what(), attempt, answer.flatMap(it -> it.retryAfter(deadline.now())), trouble);
      log.warn(
          "AMC, {}: {}; again in {} ms (attempt {})",
          call.what(),
          trouble,
          pause.toMillis(),
          attempt);
      deadline.sleep(call.what(), pause);
    }
  }

  private Answer authorised(AmcCall call, Deadline deadline) throws NoAnswer, InterruptedException {
    boolean renewed = false;
    for (int renewals = 0; ; renewals++) {
      Credential credential = tokens.current(instance.credential(), deadline);
      Answer answer = transport.send(request(call, credential), deadline.exchange(call.what()));
      if (!answer.isUnauthorised()) {
        return answer;
      }
      if (renewed || renewals == RENEWALS) {
        throw new InvalidInputException(
            "AMC does not let '%s' %s in instance '%s' (%s); check that its owner granted access",
            instance.credential(), call.what(), instance.instanceId(), answer.problem(call.body()));
      }
      renewed = tokens.renew(instance.credential(), credential, deadline);
    }
  }

  private HttpRequest.Builder request(AmcCall call, Credential credential) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + call.path()))
            .header("Authorization", "Bearer " + credential.accessToken())
            .header("Amazon-Advertising-API-ClientId", credential.clientId())
            .header("Amazon-Advertising-API-AdvertiserId", instance.advertiserId())
            .header("Amazon-Advertising-API-MarketplaceId", instance.marketplaceId())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .header("x-amzn-service-name", "amc-data-lake")
            .header("x-amzn-service-version", "v1.0.0");
    return request.method(
        call.method(),
        call.body().isMissingNode()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(call.body().toString()));
  }

  private static RuntimeException interrupted(AmcCall call, Instant start, InterruptedException e) {
    return call.repeatable()
        ? new UnavailableException(e, "Interrupted before there was an answer: %s", call.what())
        : new AmbiguousSubmission(call.what(), start, "interrupted", e);
  }
}
