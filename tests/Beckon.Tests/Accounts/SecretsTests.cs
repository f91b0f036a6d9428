using Beckon.Accounts;

namespace Beckon.Tests.Accounts;

public sealed class SecretsTests
{
    [Fact]
    public void A_key_says_what_it_is_and_has_forty_characters()
    {
        var key = Secrets.ApiKey();
        key.ShouldMatch("^bk_[A-Za-z0-9_-]{40}$");
        Secrets.Hint(key).ShouldBe(key[^4..]);
        Secrets.ApiKey().ShouldNotBe(key);
    }

    [Fact]
    public void A_session_token_has_256_bits() => Secrets.SessionToken().Length.ShouldBe(43);

    [Fact]
    public void A_hash_comes_back_from_its_bytes()
    {
        var hash = KeyHash.Of("bk_example");
        KeyHash.From(hash.ToBytes()).ShouldBe(hash);
        Convert.ToHexStringLower(KeyHash.Of("abc").ToBytes()).ShouldBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    [Fact]
    public async Task A_password_is_known_again_and_no_other()
    {
        using var passwords = new Passwords();
        var hash = await passwords.HashAsync("four words in a row", CancellationToken.None);
        (await passwords.MatchesAsync(hash, "four words in a row", CancellationToken.None)).ShouldBeTrue();
        (await passwords.MatchesAsync(hash, "four words in a rov", CancellationToken.None)).ShouldBeFalse();
        (await passwords.MatchesAsync(null, "nobody has this password", CancellationToken.None)).ShouldBeFalse();
    }
}
