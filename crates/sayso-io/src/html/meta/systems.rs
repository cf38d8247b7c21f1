//! Whole small pages as publishing systems make them, in several languages: what is read of each.

use super::of;

/// Title, authors, published, modified, outlet, address and language of a page.
fn check(html: &str, expected: [&str; 7]) {
    let meta = of(html, None);
    let day = |date: Option<sayso::report::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let shown = [
        meta.title.unwrap_or_default(),
        meta.authors.join("; "),
        day(meta.published),
        day(meta.modified),
        meta.outlet.unwrap_or_default(),
        meta.url.unwrap_or_default(),
        meta.lang.unwrap_or_default(),
    ];
    assert_eq!(shown.each_ref().map(String::as_str), expected);
}

#[test]
fn a_graph_with_references() {
    check(
        r##"<html lang="en-GB"><head><title>Four die at the port - The Sample Courier</title>
        <link rel="canonical" href="https://www.samplecourier.example/2024/05/four-die/"><meta property="og:locale" content="en_GB">
        <meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Lee">
        <script type="application/ld+json" class="yoast-schema-graph">{"@context":"https://schema.org","@graph":[
        {"@type":"Article","@id":"https://www.samplecourier.example/2024/05/four-die/#article","author":{"name":"Ann Lee","@id":"https://www.samplecourier.example/#/schema/person/1"},
         "headline":"Four die at the port","datePublished":"2024-05-17T21:10:00+01:00","dateModified":"2024-05-18T08:00:00+01:00",
         "publisher":{"@id":"https://www.samplecourier.example/#organization"}},
        {"@type":"WebPage","name":"Four die at the port - The Sample Courier","datePublished":"2024-05-17T21:10:00+01:00"},
        {"@type":"WebSite","name":"The Sample Courier","publisher":{"@id":"https://www.samplecourier.example/#organization"}},
        {"@type":"Organization","@id":"https://www.samplecourier.example/#organization","name":"Sample Courier Ltd"},
        {"@type":"Person","@id":"https://www.samplecourier.example/#/schema/person/1","name":"Ann Lee"}]}</script></head>
        <body class="single"><nav><a href="/">Home</a></nav><article class="post"><header><h1 class="entry-title">Four die at the port</h1>
        <div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="2024-05-17T21:10:00+01:00">17 May 2024</time></span>
        <span class="byline">by <span class="author vcard"><a class="url fn n" href="/author/ann">Ann Lee</a></span></span></div></header>
        <p>Four people died.</p></article><div id="comments"><span class="fn">Bo Roe</span> <time datetime="2024-05-19">19 May 2024</time></div></body></html>"##,
        [
            "Four die at the port",
            "Ann Lee",
            "2024-05-17",
            "2024-05-18",
            "The Sample Courier",
            "https://www.samplecourier.example/2024/05/four-die/",
            "en",
        ],
    );
}

#[test]
fn microdata_in_russian() {
    check(
        r#"<html lang="ru"><head><title>Четверо погибли в порту - Пример-ТАСК, 17.05.2024</title>
        <meta property="og:site_name" content="Пример-ТАСК"><meta property="og:title" content="Четверо погибли в порту">
        <meta property="og:url" content="https://primer.example/news/12345.html"></head>
        <body><div itemscope itemtype="http://schema.org/NewsArticle"><h1 id="pagetitle" itemprop="headline">Четверо погибли в порту</h1>
        <span class="news-date-time" itemprop="datePublished" content="2024-05-17T09:30">17 мая, 09:30</span>
        <div itemprop="publisher" itemscope itemtype="http://schema.org/Organization"><meta itemprop="name" content="Пример-ТАСК"></div>
        <div>Автор: Анна Ли</div><div itemprop="articleBody">В порту погибли четыре человека.</div></div>
        <div class="news-list">Другое<span>18.05.2024</span></div></body></html>"#,
        ["Четверо погибли в порту", "Анна Ли", "2024-05-17", "", "Пример-ТАСК", "https://primer.example/news/12345.html", "ru"],
    );
}

#[test]
fn dates_in_words_in_ukrainian() {
    check(
        r#"<html lang="uk"><head><title>Четверо загинули в порту | Приклад</title><link rel="canonical" href="https://pryklad.example/a">
        <meta property="og:title" content="Четверо загинули в порту"></head>
        <body><main><h1>Четверо загинули в порту</h1><div class="post_time"><span class="post_author">Ганна Лі</span> — п'ятниця, 17 травня 2024, 09:30</div>
        <p>Четверо людей загинули.</p></main></body></html>"#,
        ["Четверо загинули в порту", "Ганна Лі", "2024-05-17", "", "Приклад", "https://pryklad.example/a", "uk"],
    );
}

#[test]
fn fields_in_german() {
    check(
        r#"<html lang="de" dir="ltr" prefix="og: https://ogp.me/ns#"><head><title>Vier Tote im Hafen | Musterblatt</title>
        <link rel="canonical" href="https://www.musterblatt.example/panorama/vier-tote"><meta property="og:site_name" content="Musterblatt"></head>
        <body><header role="banner"><a href="/">Musterblatt</a></header><main><h1><span class="field field--name-title">Vier Tote im Hafen</span></h1>
        <article><div class="field field--name-field-author">Von Anna Lei und Bodo Roh</div>
        <div class="node__submitted">Veröffentlicht am 17. Mai 2024 um 09:30 Uhr</div><div>Aktualisiert am 18.05.2024</div>
        <p>Vier Menschen starben.</p></article></main></body></html>"#,
        [
            "Vier Tote im Hafen",
            "Anna Lei; Bodo Roh",
            "2024-05-17",
            "2024-05-18",
            "Musterblatt",
            "https://www.musterblatt.example/panorama/vier-tote",
            "de",
        ],
    );
}

#[test]
fn a_page_in_arabic() {
    check(
        r#"<html lang="ar" dir="rtl"><head><title>مقتل أربعة في الميناء | المثال</title><meta property="og:title" content="مقتل أربعة في الميناء">
        <link rel="canonical" href="https://almithal.example/news/1"></head><body><article><h1>مقتل أربعة في الميناء</h1>
        <p>بقلم: أحمد علي</p><p>نشر في: 5/6/2024 09:30</p><p>قتل أربعة أشخاص.</p></article></body></html>"#,
        ["مقتل أربعة في الميناء", "أحمد علي", "2024-06-05", "", "المثال", "https://almithal.example/news/1", "ar"],
    );
}

#[test]
fn a_live_page_with_its_updates() {
    check(
        r#"<html lang="en"><head><title>Port blast: live updates | Sample Post</title><meta property="og:site_name" content="Sample Post">
        <meta property="og:url" content="https://samplepost.example/live/port">
        <script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Port blast: live updates","datePublished":"2024-05-17T06:00:00+02:00",
        "dateModified":"2024-05-18T22:00:00+02:00","author":[{"@type":"Person","name":"Ann Lee"}],
        "liveBlogUpdate":[{"@type":"BlogPosting","headline":"Nine hurt","datePublished":"2024-05-18T10:00:00+02:00","author":{"name":"Cy Doe"}}]}</script></head>
        <body><h1>Port blast: live updates</h1><h2>Nine hurt</h2><time datetime="2024-05-18T10:00:00+02:00">10:00</time></body></html>"#,
        ["Port blast: live updates", "Ann Lee", "2024-05-17", "2024-05-18", "Sample Post", "https://samplepost.example/live/port", "en"],
    );
}

#[test]
fn a_page_that_says_nothing() {
    check("<p>Four people died.</p>", ["", "", "", "", "", "", ""]);
    check("", ["", "", "", "", "", "", ""]);
}
