using System.Security.Cryptography;
using Beckon.Kernel;
using Microsoft.Extensions.Configuration;

namespace Beckon.Tests.Kernel;

public sealed class MasterKeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("beckon-key-").FullName;
    private readonly MasterKey _key = new(new byte[32]);

    [Fact]
    public void Decrypts_what_it_encrypted_and_never_writes_the_same_twice()
    {
        _key.Decrypt(_key.Encrypt("geheim € 秘密")).ShouldBe("geheim € 秘密");
        _key.Encrypt("x").ShouldNotBe(_key.Encrypt("x"));
    }

    [Fact]
    public void Refuses_what_was_changed_or_sealed_under_another_key()
    {
        var box = _key.Encrypt("secret");
        box[^1] ^= 1;
        Should.Throw<CryptographicException>(() => _key.Decrypt(box));
        Should.Throw<CryptographicException>(() => _key.Decrypt(new MasterKey([.. Enumerable.Repeat((byte)1, 32)]).Encrypt("secret")));
        Should.Throw<CryptographicException>(() => _key.Decrypt([1, 2, 3]));
    }

    [Fact]
    public void A_signature_is_worth_nothing_for_another_purpose_or_content()
    {
        var signature = _key.Sign("click", "content"u8);
        signature.Length.ShouldBe(32);
        _key.Verify("click", "content"u8, signature).ShouldBeTrue();
        _key.Verify("click", "content"u8, signature.AsSpan(0, 12)).ShouldBeTrue();
        _key.Verify("click", "content"u8, signature.AsSpan(0, 11)).ShouldBeFalse();
        _key.Verify("open", "content"u8, signature).ShouldBeFalse();
        _key.Verify("click", "Content"u8, signature).ShouldBeFalse();
    }

    [Fact]
    public void Is_made_once_in_the_data_folder_and_readable_by_its_owner_only()
    {
        var box = From(("BECKON_DATA", _folder)).Encrypt("secret");
        From(("BECKON_DATA", _folder)).Decrypt(box).ShouldBe("secret");
        Directory.GetFiles(_folder).ShouldBe([Path.Combine(_folder, "master.key")]);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(Path.Combine(_folder, "master.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Is_taken_from_the_configuration()
    {
        var text = Convert.ToBase64String(new byte[32]);
        From(("BECKON_MASTER_KEY", text), ("BECKON_DATA", _folder)).Decrypt(_key.Encrypt("secret")).ShouldBe("secret");
        Directory.GetFiles(_folder).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    public void Says_what_is_wrong_with_a_key_of_the_wrong_length(string text) =>
        Should.Throw<SettingException>(() => From(("BECKON_MASTER_KEY", text))).Message
            .ShouldBe("BECKON_MASTER_KEY must hold 32 bytes in base64. Make one with: openssl rand -base64 32");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static MasterKey From(params (string Name, string Value)[] settings) => MasterKey.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value))).Build());
}
