using CsCheck;
using PromptLsp.Core.Recognition;

namespace PromptLsp.Core.Tests.Recognition;

public sealed class EntityRecognizerTests
{
    [Theory]
    [InlineData("write to Jo.Doe+news@mail.firm.co.uk.", EntityKind.Email, "Jo.Doe+news@mail.firm.co.uk")]
    [InlineData("<mailto:a_b@x-y.io>", EntityKind.Email, "a_b@x-y.io")]
    [InlineData("user=jo@firm.se&x", EntityKind.Email, "jo@firm.se")]
    [InlineData("card 4539 1488 0343 6467 please", EntityKind.CreditCard, "4539 1488 0343 6467")]
    [InlineData("pay with 340376792748116.", EntityKind.CreditCard, "340376792748116")]
    [InlineData("IBAN DE89 3704 0044 0532 0130 00 ok", EntityKind.Iban, "DE89 3704 0044 0532 0130 00")]
    [InlineData("gb42nawi04454264788619", EntityKind.Iban, "gb42nawi04454264788619")]
    [InlineData("from 86.121.97.248:443", EntityKind.IpAddress, "86.121.97.248")]
    [InlineData("at 6e40:4041:c617:e898:c11:40d2:c669:2eb4.", EntityKind.IpAddress, "6e40:4041:c617:e898:c11:40d2:c669:2eb4")]
    [InlineData("her SSN is 460-89-9847", EntityKind.UsSsn, "460-89-9847")]
    [InlineData("Call (978)645-9740x11144 now", EntityKind.Phone, "(978)645-9740x11144")]
    [InlineData("+46 (0)8 928 571 38", EntityKind.Phone, "+46 (0)8 928 571 38")]
    [InlineData("dsn postgres://app:hunter2x@db.firm.io:5432/x", EntityKind.UrlCredentials, "postgres://app:hunter2x@db.firm.io:5432")]
    [InlineData("key sk-ant-api03-AbCdEf1234567890_-xyzXYZ99 end", EntityKind.ApiKey, "sk-ant-api03-AbCdEf1234567890_-xyzXYZ99")]
    [InlineData("AKIAIOSFODNN7EXAMPL3", EntityKind.ApiKey, "AKIAIOSFODNN7EXAMPL3")]
    [InlineData("ghp_abcdefghijklmnopqrstuvwxyz0123456789", EntityKind.ApiKey, "ghp_abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", EntityKind.JsonWebToken, "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n", EntityKind.PrivateKey, "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----")]
    [InlineData("\U0001F4E7 jo@firm.se", EntityKind.Email, "jo@firm.se")]
    public void An_entity_is_found_with_its_place(string text, EntityKind kind, string expected)
    {
        var entity = Assert.Single(EntityRecognizer.Find(text));
        Assert.Equal(kind, entity.Kind);
        Assert.Equal(expected, text[entity.Start..entity.End]);
    }

    [Theory]
    [InlineData("@mention and me@localhost")]
    [InlineData("4539 1488 0343 6468")]
    [InlineData("DE89 3704 0044 0532 0130 01")]
    [InlineData("version 1.2.3.4")]
    [InlineData("1.2.3.4.5 and 256.1.1.1")]
    [InlineData("000-12-3456 or 666-12-3456 or 912-12-3456")]
    [InlineData("on 2024-05-17 10:30:00, 17.05.2024")]
    [InlineData("it cost 1,234,567.89 or 12345678")]
    [InlineData("sk-your-openai-key-goes-here")]
    [InlineData("sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx1")]
    [InlineData("https://host/path?x=a@b and 12:30:45")]
    [InlineData("0000 0000 0000 0000")]
    [InlineData("std::vector and a::b")]
    public void What_only_looks_like_one_is_left(string text) => Assert.Empty(EntityRecognizer.Find(text));

    [Theory]
    [InlineData("jo@example.com")]
    [InlineData("4111 1111 1111 1111")]
    [InlineData("192.0.2.7")]
    [InlineData("127.0.0.1")]
    [InlineData("https://me:$PASSWORD@host.io")]
    [InlineData("call 212-555-0142")]
    public void Values_of_documentation_are_examples(string text) => Assert.True(Assert.Single(EntityRecognizer.Find(text)).IsExample);

    [Fact]
    public void Any_text_gives_entities_in_order_inside_it_without_overlap() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789-+() ./@:aksjeyJ_E"], 0, 200]).Sample(text =>
        {
            var end = 0;
            foreach (var entity in EntityRecognizer.Find(text))
            {
                Assert.True(entity.Start >= end && entity.End > entity.Start && entity.End <= text.Length);
                end = entity.End;
            }
        }, iter: 20_000);

    [Theory]
    [InlineData("1")]
    [InlineData("1 ")]
    [InlineData("@")]
    [InlineData("a@")]
    [InlineData("sk-")]
    [InlineData("eyJ.")]
    [InlineData("::")]
    [InlineData("1.")]
    [InlineData("://a:b")]
    [InlineData("-----BEGIN ")]
    [InlineData("GB82")]
    [InlineData("a@b.cc ")]
    public void Repeated_signs_do_not_make_it_slow(string sign)
    {
        // One megabyte of each: an algorithm that is not linear would not come back.
        var text = string.Concat(Enumerable.Repeat(sign, 1_000_000 / sign.Length));
        Assert.True(EntityRecognizer.Find(text).Count <= text.Length);
    }
}
