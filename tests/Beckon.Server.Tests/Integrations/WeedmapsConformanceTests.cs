using System.Security.Cryptography;
using System.Text;
using Beckon.Tests.Integrations;

namespace Beckon.Server.Tests.Integrations;

public sealed class WeedmapsConformanceTests(TestWorkspace shop) : IntegrationConformance(shop), IClassFixture<TestWorkspace>
{
    protected override string Kind => "weedmaps";

    protected override object Connecting => new { kind = Kind, signingSecret = Secret };

    protected override IReadOnlyList<PlatformCall> Calls(string unique) =>
        [new(Fixture.Read("Weedmaps/draft.json", unique)), new(Fixture.Read("Weedmaps/created.json", unique))];

    protected override (string Name, string Value)[] Prove(PlatformCall call, string key) =>
        [("Signature", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), call.Bytes)))];
}
