//! A small module with all kinds of points, for tests.

use wasm_encoder::{
    BlockType, CodeSection, EntityType, ExportKind, ExportSection, Function, FunctionSection,
    ImportSection, MemorySection, MemoryType, Module, TypeSection, ValType,
};

/// Counts its parameter down to 0, in steps of 1, and leaves early where it begins with 0. It imports a function that it does
/// not call.
pub(crate) fn module() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32], []);
    let mut imports = ImportSection::new();
    imports.import("", "", EntityType::Function(0));
    let mut functions = FunctionSection::new();
    functions.function(0);
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut exports = ExportSection::new();
    exports.export("down", ExportKind::Func, 1);
    let mut body = Function::new([]);
    let mut code = body.instructions();
    code.block(BlockType::Empty);
    code.local_get(0).i32_eqz().br_if(0);
    code.loop_(BlockType::Empty);
    code.local_get(0).i32_const(1).i32_sub().local_tee(0);
    code.br_if(0).end().end();
    code.local_get(0).br_if(0).end();
    let mut bodies = CodeSection::new();
    bodies.function(&body);
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions);
    module.section(&memories).section(&exports).section(&bodies);
    module.finish()
}
