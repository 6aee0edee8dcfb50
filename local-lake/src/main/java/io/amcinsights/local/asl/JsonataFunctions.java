package io.amcinsights.local.asl;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The functions Step Functions adds to JSONata, and the one it takes away. */
final class JsonataFunctions {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonataFunctions() {}

  static void bind(Jsonata.Frame frame) {
    frame.bind("uuid", function("<:s>", arguments -> UUID.randomUUID().toString()));
    frame.bind("hash", function("<ss?:s>", JsonataFunctions::hash));
    frame.bind("parse", function("<s:x>", JsonataFunctions::parse));
    frame.bind("random", function("<n?:n>", JsonataFunctions::random));
    frame.bind("partition", function("<an:a>", JsonataFunctions::partition));
    frame.bind("range", function("<nnn:a>", JsonataFunctions::range));
    frame.bind(
        "eval",
        function(
            "<sx?:x>",
            arguments -> {
              throw new IllegalArgumentException(
                  "$eval does not exist in Step Functions; use $parse for JSON");
            }));
  }

  private interface Body {
    @Nullable Object apply(List<?> arguments);
  }

  private static Jsonata.JFunction function(String signature, Body body) {
    return new Jsonata.JFunction((input, arguments) -> body.apply(arguments), signature);
  }

  private static Object hash(List<?> arguments) {
    Object name = arguments.size() > 1 ? arguments.get(1) : null;
    String algorithm = name == null ? "SHA-256" : name.toString();
    try {
      byte[] text = String.valueOf(arguments.get(0)).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("$hash knows no algorithm '" + algorithm + "'", e);
    }
  }

  private static @Nullable Object parse(List<?> arguments) {
    try {
      return Values.toPlain(MAPPER.readTree(String.valueOf(arguments.get(0))));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("$parse: no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Object random(List<?> arguments) {
    return !arguments.isEmpty() && arguments.get(0) instanceof Number seed
        ? new Random(seed.longValue()).nextDouble()
        : ThreadLocalRandom.current().nextDouble();
  }

  private static Object partition(List<?> arguments) {
    List<?> all = (List<?>) arguments.get(0);
    int size = ((Number) arguments.get(1)).intValue();
    if (size < 1) {
      throw new IllegalArgumentException("$partition: chunk size " + size + " is below 1");
    }
    List<Object> chunks = new ArrayList<>();
    for (int i = 0; i < all.size(); i += size) {
      chunks.add(new ArrayList<>(all.subList(i, Math.min(i + size, all.size()))));
    }
    return chunks;
  }

  private static Object range(List<?> arguments) {
    long first = ((Number) arguments.get(0)).longValue();
    long last = ((Number) arguments.get(1)).longValue();
    long step = ((Number) arguments.get(2)).longValue();
    if (step == 0 || Math.abs(last - first) / Math.abs(step) >= 1000) {
      throw new IllegalArgumentException("$range: at most 1000 numbers, and a step other than 0");
    }
    List<Object> numbers = new ArrayList<>();
    for (long n = first; step > 0 ? n <= last : n >= last; n += step) {
      numbers.add(n);
    }
    return numbers;
  }
}
