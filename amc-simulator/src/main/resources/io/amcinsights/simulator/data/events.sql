-- One instance's events; reads variables seed (text), until_day (first day without events) and days (how many before it).
-- Every number comes from a hash of seed, day and position: a day's events never depend on when they are made.
CREATE SCHEMA events;

CREATE TABLE events.advertiser AS
SELECT
  n AS advertiser_key,
  (1000000000 + hash(getvariable('seed') || 'advertiser' || n::VARCHAR) % 8000000000)::VARCHAR AS advertiser_id,
  (['Alderbrook', 'Bluefinch', 'Cinderpine', 'Dovecote', 'Emberly', 'Foxglove']
    [1 + ((hash(getvariable('seed')) % 6 + n) % 6)::INTEGER]) || ' Home' AS advertiser,
  (['Alderbrook', 'Bluefinch', 'Cinderpine', 'Dovecote', 'Emberly', 'Foxglove']
    [1 + ((hash(getvariable('seed')) % 6 + n) % 6)::INTEGER]) AS brand
FROM range(3) t(n);

-- Eight campaigns an advertiser: four of the DSP, two of sponsored products, one of brands, one of display.
CREATE TABLE events.campaign AS
SELECT
  a.advertiser_key * 8 + c.n AS campaign_key,
  a.advertiser_key,
  c.n < 4 AS dsp,
  (20000000 + hash(getvariable('seed') || 'campaign' || (a.advertiser_key * 8 + c.n)::VARCHAR) % 70000000)::BIGINT AS campaign_id,
  a.brand || ' ' || ['Always-On', 'Spring "Fresh"', 'Prospecting', 'Retargeting', 'Keywords, brand', 'Keywords, category', 'Video', 'Display'][c.n + 1] AS campaign,
  ['Always-On', 'Spring', 'Prospecting', 'Retargeting', 'Exact', 'Broad', 'Video', 'Display'][c.n + 1] || ' line' AS line_item,
  ['display', 'display', 'online_video', 'display', 'sponsored_products', 'sponsored_products', 'sponsored_brands', 'sponsored_display'][c.n + 1] AS ad_product_type
FROM events.advertiser a, range(8) c(n);

CREATE TABLE events.day AS
SELECT d::DATE AS day, epoch(d)::BIGINT AS second, epoch(d)::BIGINT // 86400 AS n
FROM range(getvariable('until_day')::TIMESTAMP - to_days(getvariable('days')::INTEGER), getvariable('until_day')::TIMESTAMP, INTERVAL 1 DAY) t(d);

-- What a user saw: 400 impressions of the DSP and 300 of sponsored ads a day; few users see many.
CREATE TABLE events.touch AS
WITH drawn AS (
  SELECT
    d.second,
    i.n < 400 AS dsp,
    d.n * 1000 + i.n AS touch_key,
    hash(getvariable('seed') || 'touch' || (d.n * 1000 + i.n)::VARCHAR) AS h,
    hash('again' || getvariable('seed') || 'touch' || (d.n * 1000 + i.n)::VARCHAR) AS g
  FROM events.day d, range(700) i(n)
)
SELECT
  touch_key,
  dsp,
  floor(3000 * pow((h % 1009) / 1009.0, 1.6) + (g % 7))::INTEGER AS user_key,
  to_timestamp(second + (sqrt((h // 1009 % 10007) / 10007.0) * 86399)::BIGINT)::TIMESTAMP AS moment,
  ((h // 10096063 % 3) * 8 + CASE WHEN dsp THEN g // 7 % 4 ELSE 4 + g // 7 % 4 END)::INTEGER AS campaign_key,
  (g // 28 % 10)::INTEGER AS device,
  (g // 280 % 100)::INTEGER AS luck,
  (g // 28000 % 4000)::INTEGER AS cost,
  (g // 112000000 % 40)::INTEGER AS term
FROM drawn;

-- What a user did afterwards, seen an advertisement or not: sixty orders, some of them of several units, and page views a day.
CREATE TABLE events.conversion AS
WITH drawn AS (
  SELECT
    d.second,
    d.n * 1000 + i.n AS conversion_key,
    i.n < 60 AS purchase,
    hash(getvariable('seed') || 'conversion' || (d.n * 1000 + i.n)::VARCHAR) AS h,
    hash('again' || getvariable('seed') || 'conversion' || (d.n * 1000 + i.n)::VARCHAR) AS g
  FROM events.day d, range(180) i(n)
)
SELECT
  conversion_key,
  CASE WHEN purchase THEN 'order' WHEN g % 3 = 0 THEN 'shoppingCart' ELSE 'detailPageView' END AS event_subtype,
  floor(3000 * pow((h % 1009) / 1009.0, 1.6) + (g % 7))::INTEGER AS user_key,
  to_timestamp(second + (sqrt((h // 1009 % 10007) / 10007.0) * 86399)::BIGINT)::TIMESTAMP AS moment,
  (h // 10096063 % 3)::INTEGER AS advertiser_key,
  'B0' || upper(lpad(to_hex(g // 21 % 24 + 24 * (h // 10096063 % 3) + 2748), 8, '0')) AS tracked_asin,
  purchase,
  CASE WHEN purchase THEN 1 + g // 504 % 3 ELSE 0 END::INTEGER AS units,
  CASE WHEN purchase THEN round((1 + g // 504 % 3) * (9.99 + g // 1512 % 60), 2) ELSE 0 END::DOUBLE AS sales,
  g // 90720 % 10 < 3 AS new_to_brand,
  g // 907200 % 10 AS luck
FROM drawn;

-- The last touch by the same advertiser in the fourteen days before a conversion.
CREATE TABLE events.attribution AS
SELECT c.*, t.touch_key, t.moment AS traffic_at, t.campaign_key, t.luck AS touch_luck, t.device
FROM events.conversion c
ASOF JOIN (
  SELECT touch.*, campaign.advertiser_key FROM events.touch JOIN events.campaign USING (campaign_key)
) t ON c.user_key = t.user_key AND c.advertiser_key = t.advertiser_key AND c.moment >= t.moment
WHERE c.moment < t.moment + INTERVAL 14 DAY;

-- A fifth of all users in each segment.
CREATE TABLE events.membership AS
SELECT u.n AS user_key, s.n AS segment
FROM range(3010) u(n), range(6) s(n)
WHERE hash(getvariable('seed') || 'segment' || (u.n * 6 + s.n)::VARCHAR) % 5 = 0;
