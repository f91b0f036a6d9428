using Beckon.Kernel;

namespace Beckon.Tests.Kernel;

public sealed class PublicIdTests
{
    [Fact]
    public void Reads_back_what_it_wrote()
    {
        var id = Guid.Parse("0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");
        PublicId.TryParse("con", PublicId.Format("con", id), out var back).ShouldBeTrue();
        back.ShouldBe(id);
    }

    [Fact]
    public void Refuses_an_id_of_another_kind() =>
        PublicId.TryParse("con", PublicId.Format("ord", Guid.Empty), out _).ShouldBeFalse();
}
